// The little of the X11 protocol that it takes to keep a display of our own, and to ourselves.
import { connect } from 'node:net';
import { Trouble } from './trouble.mjs';

const patience = 15_000;
const protocol = Buffer.from('MIT-MAGIC-COOKIE-1');

/**
 * Is there a server behind this display?
 * @param {string} name a display; one of another machine is taken on trust
 * @returns {Promise<boolean>}
 */
export function answers(name) {
  const number = /^(?:unix)?:(\d+)/.exec(name)?.[1];
  if (number === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect(socketOf(number));
    /** @param {boolean} answer */
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}

/** @param {number | string} number */
function socketOf(number) {
  return `/tmp/.X11-unix/X${number}`;
}

/**
 * The first words of the X11 protocol, which make us a client; see "Connection Setup" in its specification.
 * @param {number} number
 * @param {Buffer} cookie
 * @returns {Promise<import('node:net').Socket>}
 */
export function connectAsClient(number, cookie) {
  return new Promise((resolve, reject) => {
    const socket = connect(socketOf(number));
    /** @param {string} why */
    const fail = (why) => {
      socket.destroy();
      reject(
        new Trouble(
          `Xvfb :${number} ${why}`,
          'Run this again; if it stays so, set DISPLAY to a display of yours',
        ),
      );
    };
    socket.setTimeout(patience, () => fail('does not answer'));
    socket.once('error', (error) => fail(`refused the connection (${error.message})`));
    socket.once('data', (answer) => {
      if (answer[0] !== 1) return fail('refused its own key');
      socket.setTimeout(0);
      socket.removeAllListeners('error').on('error', () => {});
      socket.resume().unref();
      resolve(socket);
    });
    const header = Buffer.alloc(12);
    header.write('l', 0);
    header.writeUInt16LE(11, 2);
    header.writeUInt16LE(protocol.length, 6);
    header.writeUInt16LE(cookie.length, 8);
    socket.write(Buffer.concat([header, protocol, Buffer.alloc(2), cookie]));
  });
}

/**
 * An Xauthority file with one entry that is good for every display number: Xvfb picks its own only later.
 * @param {Buffer} cookie
 */
export function authorityFor(cookie) {
  const everyAddress = 0xffff;
  /** @param {number} value */
  const short = (value) => {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16BE(value);
    return bytes;
  };
  return Buffer.concat([
    short(everyAddress),
    short(0),
    short(0),
    short(protocol.length),
    protocol,
    short(cookie.length),
    cookie,
  ]);
}
