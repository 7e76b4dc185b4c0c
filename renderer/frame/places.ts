import { Activity, Camera, FlaskConical, ListTree, type LucideIcon, Skull } from 'lucide-react';

/** The places of the rail, in its order; a place's number is its key. */
export interface Place {
  readonly id: 'processes' | 'leaks' | 'lab' | 'events' | 'snapshots';
  readonly title: string;
  readonly icon: LucideIcon;
  /** It is about the machine as it is, and there is none of it in a window that shows something kept. */
  readonly liveOnly?: true;
}

const PROCESSES: Place = { id: 'processes', title: 'Processes', icon: ListTree };

export const PLACES: readonly [Place, ...Place[]] = [
  PROCESSES,
  { id: 'leaks', title: 'Leaks', icon: Skull },
  { id: 'lab', title: 'Lab', icon: FlaskConical, liveOnly: true },
  { id: 'events', title: 'Events', icon: Activity },
  { id: 'snapshots', title: 'Snapshots', icon: Camera },
];

export const isPlaceOf = ({ liveOnly }: Place, live: boolean): boolean => live || liveOnly !== true;

export const placeNamed = (id: Place['id']): Place => PLACES.find((place) => place.id === id) ?? PROCESSES;
