import { Activity, FlaskConical, ListTree, type LucideIcon, Skull } from 'lucide-react';

/** The places of the rail, in its order; a place's number is its key. */
export interface Place {
  readonly id: 'processes' | 'leaks' | 'lab' | 'events';
  readonly title: string;
  readonly icon: LucideIcon;
}

const PROCESSES: Place = { id: 'processes', title: 'Processes', icon: ListTree };

export const PLACES: readonly [Place, ...Place[]] = [
  PROCESSES,
  { id: 'leaks', title: 'Leaks', icon: Skull },
  { id: 'lab', title: 'Lab', icon: FlaskConical },
  { id: 'events', title: 'Events', icon: Activity },
];

export const placeNamed = (id: Place['id']): Place => PLACES.find((place) => place.id === id) ?? PROCESSES;
