import type { FullState } from '../delta.ts';
import type { SourceName } from '../process.ts';
import type { SnapshotHost } from '../snapshot/snapshot.ts';

/** The format's name and version, as every file carries them. */
export const RECORDING_FORMAT = 'reaptree-recording';
export const RECORDING_VERSION = 1;

/** What files are called, so that a system knows them. */
export const RECORDING_EXTENSION = 'rtrec';

/** The first line of a recording. */
export interface RecordingHead {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: typeof RECORDING_VERSION;
  readonly host: SnapshotHost;
  readonly source: SourceName;
}

/** Everything there was at one moment; the deltas that follow count on from it. */
export type Keyframe = Pick<FullState, 'kind' | 'seq' | 'facts' | 'processes'>;

/**
 * Lines that are kept, compressed and lost together. `full` holds one keyframe, `delta` one delta or more;
 * the first of a recording is `head`.
 */
export const BLOCK_KINDS = ['head', 'full', 'delta'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** What is known of a block without looking into it. */
export interface BlockFacts {
  readonly kind: BlockKind;
  /** Of its first and its last sample, in milliseconds since the epoch; 0 for the head. */
  readonly from: number;
  readonly to: number;
  /** The numbers of both. */
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** A block as it lies in a file. */
export interface PackedBlock extends BlockFacts {
  readonly data: Uint8Array;
}

/**
 * What a recording may hold. A block of 3,000 processes takes about 3 MB, and 150 kB compressed; ten minutes of
 * such a machine take about 5 MB.
 */
export const RECORDING_LIMITS = {
  /** Of a file. */
  bytes: 512 * 1024 * 1024,
  /** Of a block, before it is compressed: more than the largest snapshot. */
  blockBytes: 160 * 1024 * 1024,
  /** Samples; at one a second, more than three days. */
  samples: 300_000,
  nesting: 32,
} as const;
