import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { Block } from '../../core/recording/recorder.ts';
import {
  BLOCK_KINDS,
  type BlockFacts,
  type PackedBlock,
  RECORDING_LIMITS,
  type RecordingHead,
} from '../../core/recording/recording.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { inBatches } from '../files/in-batches.ts';

const decompress = promisify(gunzip);

/** More than this is slower, and hardly smaller. */
const LEVEL = 5;

/*
 * A recording is a row of gzip members (RFC 1952), so that gzip, zcat and any reader of gzip take it for one text.
 * Each says in an extra field of its header how long it is and what it holds: a reader goes from one to the next
 * without decompressing any, and of a file that was cut short the last member alone is lost.
 */
const HEADER_BYTES = 10;
const FLAG_EXTRA = 4;
/** XLEN, the two letters of the subfield, and its length. */
const BEFORE_EXTRA = 2 + 2 + 2;
const LETTERS = 'RT';
/** Kind, size, from, to, the two numbers. */
const EXTRA_BYTES = 1 + 4 + 4 * 8;
const HEAD_BYTES = HEADER_BYTES + BEFORE_EXTRA + EXTRA_BYTES;
/** How every member of ours begins, up to the flags. */
const MAGIC = Buffer.from([0x1f, 0x8b, 0x08, FLAG_EXTRA]);

async function compressed(text: Iterable<string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const gzip = Readable.from(inBatches(text)).pipe(createGzip({ level: LEVEL }));
  for await (const chunk of gzip) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Compresses a block, in a thread of libuv. The answer owns its memory, so that it can be handed to another thread. */
export async function pack({ text, ...facts }: Block): Promise<PackedBlock> {
  const plain = await compressed(text);
  const data = new Uint8Array(plain.length + BEFORE_EXTRA + EXTRA_BYTES);
  data.set(plain.subarray(0, HEADER_BYTES));
  data.set(plain.subarray(HEADER_BYTES), HEAD_BYTES);
  const view = Buffer.from(data.buffer);
  view.writeUInt8(FLAG_EXTRA, 3);
  let at = HEADER_BYTES;
  at = view.writeUInt16LE(BEFORE_EXTRA - 2 + EXTRA_BYTES, at);
  at += view.write(LETTERS, at, 'latin1');
  at = view.writeUInt16LE(EXTRA_BYTES, at);
  at = view.writeUInt8(BLOCK_KINDS.indexOf(facts.kind), at);
  at = view.writeUInt32LE(data.length, at);
  for (const number of [facts.from, facts.to, facts.firstSeq, facts.lastSeq])
    at = view.writeDoubleLE(number, at);
  return { ...facts, data };
}

/** The block that every recording begins with. */
export const packHead = (head: RecordingHead): Promise<PackedBlock> =>
  pack({ kind: 'head', from: 0, to: 0, firstSeq: 0, lastSeq: 0, text: [`${JSON.stringify(head)}\n`] });

/** The lines of a block. A sum at its end tells whether they are as they were written. */
export async function unpack({ data }: PackedBlock): Promise<Result<string>> {
  try {
    const plain = await decompress(data, { maxOutputLength: RECORDING_LIMITS.blockBytes });
    return ok(plain.toString('utf8'));
  } catch {
    return fail('invalid', 'A block of the recording is damaged.');
  }
}

export interface Blocks {
  readonly blocks: readonly PackedBlock[];
  /** Bytes that belong to no whole block. */
  readonly lostBytes: number;
}

/** Where each block of a file lies; nothing is decompressed. What is no block is passed over. */
export function blocksOf(file: Uint8Array): Blocks {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const blocks: PackedBlock[] = [];
  let lostBytes = 0;
  let at = 0;
  while (at < bytes.length) {
    const facts = factsAt(bytes, at);
    if (facts !== null) {
      blocks.push({ ...facts.facts, data: bytes.subarray(at, at + facts.size) });
      at += facts.size;
      continue;
    }
    const next = bytes.indexOf(MAGIC, at + 1);
    const end = next === -1 ? bytes.length : next;
    lostBytes += end - at;
    at = end;
  }
  return { blocks, lostBytes };
}

function factsAt(bytes: Buffer, at: number): { facts: BlockFacts; size: number } | null {
  if (at + HEAD_BYTES > bytes.length || bytes.compare(MAGIC, 0, MAGIC.length, at, at + MAGIC.length) !== 0)
    return null;
  const letters = at + HEADER_BYTES + 2;
  if (bytes.toString('latin1', letters, letters + 2) !== LETTERS) return null;
  if (bytes.readUInt16LE(letters + 2) !== EXTRA_BYTES) return null;
  let from = letters + 4;
  const kind = BLOCK_KINDS[bytes.readUInt8(from)];
  const size = bytes.readUInt32LE(from + 1);
  if (kind === undefined || size <= HEAD_BYTES || at + size > bytes.length) return null;
  from += 5;
  const [start, end, firstSeq, lastSeq] = [0, 8, 16, 24].map((offset) => bytes.readDoubleLE(from + offset));
  if (![start, end, firstSeq, lastSeq].every(Number.isFinite)) return null;
  return { facts: { kind, from: start, to: end, firstSeq, lastSeq } as BlockFacts, size };
}
