import { closeSync, openSync, readSync } from 'node:fs';
import type { Linked } from '../../../core/diagnosis-facts.ts';

export interface ProgramFile {
  /** Made by the Go toolchain. */
  readonly go: boolean;
  readonly linked: Linked;
}

/** elf(5), of 64 bits and little-endian as on every machine that Reaptree runs on. */
const MAGIC = '\x7fELF\x02\x01';
const HEADER_BYTES = 64;
const PT_INTERP = 3;
const PT_NOTE = 4;
const SHT_SYMTAB = 2;
const PROGRAM_HEADER_BYTES = 56;
const SECTION_HEADER_BYTES = 64;
/** Notes are a few dozen bytes; tables have a few dozen entries. */
const READ_MOST = 64 * 1024;
/** The owner of Go's build id, as a note names it (cmd/link/internal/ld/elf.go). */
const GO = 'Go\0\0';
/** Stands before what `go version -m` reads (debug/buildinfo). It is in the data, or else in a section so named. */
const GO_SECTION = '.go.buildinfo';

/** What a program's file tells of how it was made; `null` where that may not be read, or is of another kind. */
export function programFile(path: string): ProgramFile | null {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    return read((from, length) => {
      const bytes = Buffer.alloc(Math.min(length, READ_MOST));
      return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, from));
    });
  } catch {
    // Cut short, or not what its header says.
    return null;
  } finally {
    closeSync(fd);
  }
}

function read(at: (from: number, length: number) => Buffer): ProgramFile | null {
  const header = at(0, HEADER_BYTES);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const segments = entries(
    at(offset(header, 32), header.readUInt16LE(56) * PROGRAM_HEADER_BYTES),
    PROGRAM_HEADER_BYTES,
  );
  const sections = entries(
    at(offset(header, 40), header.readUInt16LE(60) * SECTION_HEADER_BYTES),
    SECTION_HEADER_BYTES,
  );
  const noted = segments
    .filter((segment) => segment.readUInt32LE(0) === PT_NOTE)
    .some((segment) => owners(at(offset(segment, 8), offset(segment, 32))).includes(GO));
  const names = sections[header.readUInt16LE(62)];
  const named = names !== undefined && at(offset(names, 24), offset(names, 32)).includes(GO_SECTION);
  const dynamic = segments.some((segment) => segment.readUInt32LE(0) === PT_INTERP);
  const hasNames = sections.some((section) => section.readUInt32LE(4) === SHT_SYMTAB);
  return {
    go: noted || named,
    linked: dynamic ? 'dynamically' : hasNames ? 'statically' : 'stripped',
  };
}

const offset = (bytes: Buffer, from: number): number => Number(bytes.readBigUInt64LE(from));

function entries(table: Buffer, size: number): Buffer[] {
  const all: Buffer[] = [];
  for (let from = 0; from + size <= table.length; from += size) all.push(table.subarray(from, from + size));
  return all;
}

/** Who wrote each note: three numbers, then the name and the content, each filled up to four bytes. */
function owners(notes: Buffer): string[] {
  const all: string[] = [];
  const filled = (length: number): number => (length + 3) & ~3;
  for (let from = 0; from + 12 <= notes.length; ) {
    const name = filled(notes.readUInt32LE(from));
    all.push(notes.toString('latin1', from + 12, from + 12 + name));
    from += 12 + name + filled(notes.readUInt32LE(from + 4));
  }
  return all;
}
