import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { geteuid } from 'node:process';

/** An answer takes a millisecond; a bus that hangs must not keep anybody waiting. */
const PATIENCE_MS = 1_000;

const CALL = 1;
const RETURN = 2;
const ERROR = 3;
const HEADER_BYTES = 16;
const FIELDS = { path: [1, 'o'], member: [3, 's'], destination: [6, 's'], signature: [8, 'g'] } as const;

/** The socket of the session bus; `null` where there is none. */
function busSocket(): string | null {
  const said = process.env.DBUS_SESSION_BUS_ADDRESS ?? '';
  const usual = `/run/user/${geteuid?.()}/bus`;
  if (said === '') return existsSync(usual) ? usual : null;
  const [, kind, place] = /^unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(said) ?? [];
  if (place === undefined) return null;
  return kind === 'abstract' ? `\0${decodeURIComponent(place)}` : decodeURIComponent(place);
}

export const hasSessionBus = (): boolean => process.platform === 'linux' && busSocket() !== null;

/** Values one after the other, each where its alignment wants it. */
class Written {
  #bytes: number[] = [];

  get bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }

  get length(): number {
    return this.#bytes.length;
  }

  align(to: number): this {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
    return this;
  }

  raw(...bytes: readonly number[]): this {
    this.#bytes.push(...bytes);
    return this;
  }

  number(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return this.align(4).raw(...bytes);
  }

  text(value: string): this {
    return this.number(Buffer.byteLength(value)).raw(...Buffer.from(value), 0);
  }
}

/** A call of the bus itself, laid out as the D-Bus specification says under “Message Protocol”. */
function call(serial: number, member: string, values: readonly (string | number)[]): Buffer {
  const body = new Written();
  for (const value of values) {
    if (typeof value === 'number') body.number(value);
    else body.text(value);
  }
  const signature = values.map((value) => (typeof value === 'number' ? 'u' : 's')).join('');
  const fields = new Written();
  const field = ([code, type]: (typeof FIELDS)[keyof typeof FIELDS], value: string): void => {
    fields.align(8).raw(code, 1, type.charCodeAt(0), 0);
    if (type === 'g') fields.raw(value.length, ...Buffer.from(value), 0);
    else fields.text(value);
  };
  field(FIELDS.path, '/org/freedesktop/DBus');
  field(FIELDS.destination, 'org.freedesktop.DBus');
  field(FIELDS.member, member);
  if (signature !== '') field(FIELDS.signature, signature);
  const head = new Written().raw('l'.charCodeAt(0), CALL, 0, 1);
  head.number(body.length).number(serial).number(fields.length);
  return Buffer.concat([head.bytes, fields.align(8).bytes, body.bytes]);
}

/** The session bus of the desktop, for the questions that it answers itself. */
export class SessionBus {
  readonly #socket: Socket;
  #unread = Buffer.alloc(0);
  #welcome: (() => void) | null = null;
  #serial = 0;
  /** By the order of the calls, which is that of the answers. */
  readonly #waiting: ((body: Buffer | null) => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#read(bytes));
    socket.on('close', () => {
      for (const answer of this.#waiting.splice(0)) answer(null);
    });
  }

  /** `null` where nobody lets us in. */
  static async connect(): Promise<SessionBus | null> {
    const path = busSocket();
    if (path === null) return null;
    const socket = connect(path);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    const bus = new SessionBus(socket);
    const welcome = await new Promise<boolean>((resolve) => {
      bus.#welcome = () => resolve(true);
      socket.on('error', () => resolve(false));
      socket.on('close', () => resolve(false));
      socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(geteuid?.())).toString('hex')}\r\n`);
    });
    if (!welcome || (await bus.ask('Hello')) === null) {
      bus.close();
      return null;
    }
    return bus;
  }

  /** The first number of the answer (a yes is 1), or `null` for an error. */
  async ask(member: string, ...values: readonly (string | number)[]): Promise<number | null> {
    if (this.#socket.destroyed) return null;
    const body = await new Promise<Buffer | null>((resolve) => {
      this.#waiting.push(resolve);
      this.#serial += 1;
      this.#socket.write(call(this.#serial, member, values));
    });
    return body === null || body.length < 4 ? null : body.readUInt32LE();
  }

  /** Keeps the connection, and with it the names that were given to it, for longer than a question. */
  stay(): void {
    this.#socket.setTimeout(0);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    if (this.#welcome !== null) {
      const end = this.#unread.indexOf('\r\n');
      if (end === -1) return;
      if (!this.#unread.subarray(0, end).toString().startsWith('OK')) {
        this.close();
        return;
      }
      this.#unread = this.#unread.subarray(end + 2);
      this.#socket.write('BEGIN\r\n');
      this.#welcome();
      this.#welcome = null;
    }
    while (this.#unread.length >= HEADER_BYTES) {
      const bodyBytes = this.#unread.readUInt32LE(4);
      const headBytes = HEADER_BYTES + Math.ceil(this.#unread.readUInt32LE(12) / 8) * 8;
      if (this.#unread.length < headBytes + bodyBytes) return;
      const kind = this.#unread[1];
      const body = this.#unread.subarray(headBytes, headBytes + bodyBytes);
      this.#unread = this.#unread.subarray(headBytes + bodyBytes);
      // The bus also tells what nobody asked.
      if (kind === RETURN) this.#waiting.shift()?.(body);
      else if (kind === ERROR) this.#waiting.shift()?.(null);
    }
  }
}

/** Who shows icons on a Linux desktop owns this name. */
export const TRAY_NAME = 'org.kde.StatusNotifierWatcher';

/** Whether the desktop shows a tray. */
export async function desktopHasTray(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const bus = await SessionBus.connect();
  const owned = (await bus?.ask('NameHasOwner', TRAY_NAME)) ?? 0;
  bus?.close();
  return owned === 1;
}
