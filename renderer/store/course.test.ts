import { expect, it } from 'vitest';
import { Course } from './course.ts';

it('keeps what changed, in order', () => {
  const course = new Course();
  course.add(1_000, { cpuPercent: null, rssBytes: 5 });
  course.add(1_000, { cpuPercent: 3, rssBytes: 5 });
  course.add(2_000, { cpuPercent: 4, rssBytes: 6 });
  expect(course).toMatchObject({ times: [1, 2], cpuPercent: [null, 4], rssBytes: [5, 6] });
});

it('keeps the beginning and the latest of a long life', () => {
  const course = new Course();
  for (let at = 1; at <= 2_000; at += 1) course.add(at * 1_000, { cpuPercent: at, rssBytes: at });
  expect(course.times.length).toBeLessThanOrEqual(240);
  expect(course.times[0]).toBe(1);
  expect(course.times.slice(-3)).toEqual([1_998, 1_999, 2_000]);
  expect(course.cpuPercent).toEqual(course.times);
});
