import { FlaskConical, ListTree, type LucideIcon } from 'lucide-react';

/** The places of the rail, in its order; a place's number is its key. */
export interface Place {
  readonly id: 'processes' | 'lab';
  readonly title: string;
  readonly icon: LucideIcon;
}

const PROCESSES: Place = { id: 'processes', title: 'Processes', icon: ListTree };
const LAB: Place = { id: 'lab', title: 'Lab', icon: FlaskConical };

export const PLACES: readonly [Place, ...Place[]] = [PROCESSES, LAB];

export const placeNamed = (id: Place['id']): Place => PLACES.find((place) => place.id === id) ?? PROCESSES;
