import { describe, expect, it } from 'vitest';
import { parseLine } from './line.ts';

describe('parseLine', () => {
  it.each([
    '{"event":"hello","protocol":1,"pid":9,"start":5,"subreaper":true}',
    '{"event":"call","at":0.1,"pid":9,"role":"parent","name":"wait","args":"&status","outcome":"blocked"}',
    '{"event":"ended","at":0.1,"pid":9,"start":5,"exit":{"signal":"SIGKILL"},"reaped":false}',
    '{"event":"parent","pid":9,"start":5,"blocked":null,"stopped":false}',
    '{"event":"parent-gone","pid":9,"start":5}',
    '{"reply":1,"ok":true,"forked":3}',
    '{"reply":1,"ok":false,"error":"gone","errno":"ESRCH","message":"there is no such test parent"}',
  ])('reads %s', (text) => {
    expect(parseLine(text)).toEqual(JSON.parse(text));
  });

  it('overlooks members that a later version may add', () => {
    expect(parseLine('{"event":"parent-gone","pid":9,"start":5,"mood":"sad"}')).toMatchObject({ pid: 9 });
  });

  it.each([
    '',
    'hello',
    'null',
    '[]',
    '7',
    '{}',
    '{"event":"party"}',
    '{"event":"parent-gone","pid":0,"start":5}',
    '{"event":"parent-gone","pid":"9","start":5}',
    '{"event":"ended","at":-1,"pid":9,"start":5,"exit":null,"reaped":true}',
    '{"event":"ended","at":1,"pid":9,"start":5,"exit":{"code":256},"reaped":true}',
    '{"event":"call","at":0.1,"pid":9,"role":"cousin","name":"wait","args":"","outcome":"blocked"}',
    '{"reply":1,"ok":"yes"}',
    '{"reply":1,"ok":false}',
  ])('knows that %s is no line', (text) => {
    expect(parseLine(text)).toBeNull();
  });
});
