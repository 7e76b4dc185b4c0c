import { beforeEach, describe, expect, it } from 'vitest';
import { SettingsStore } from '../../store/settings.ts';
import { ColumnChoice, columnsToDraw, leastWidthOf, nextSort, templateOf } from './chosen.ts';

const ids = (...given: Parameters<typeof columnsToDraw>) => columnsToDraw(...given).map(({ id }) => id);

describe('what is drawn', () => {
  it('is what fits, until somebody chose', () => {
    expect(ids({ columns: null, widths: {} }, 700, 260)).not.toContain('command');
    expect(ids({ columns: ['name', 'command', 'wchan'], widths: {} }, 200, 260)).toEqual([
      'name',
      'command',
      'wchan',
    ]);
  });

  it('gives deep names more room, as far as there is any', () => {
    const widthOfName = (room: number, wanted: number) =>
      columnsToDraw({ columns: null, widths: {} }, room, wanted)[0]?.width;
    expect(widthOfName(1_016, 412)).toBe(412);
    expect(widthOfName(700, 412)).toBe(322);
    expect(widthOfName(1_900, 412)).toBe(412);
    expect(widthOfName(300, 412)).toBe(260);
  });

  it('has the widths that were set', () => {
    const drawn = columnsToDraw({ columns: ['name', 'pid'], widths: { name: 300, pid: 50 } }, 900, 412);
    expect(templateOf(drawn)).toBe('300px 50px');
    expect(leastWidthOf(drawn)).toBe(350);
  });
});

it('sorts one way, the other way, and not at all', () => {
  const first = nextSort(null, 'cpu');
  const second = nextSort(first, 'cpu');
  expect([first, second, nextSort(second, 'cpu')]).toEqual([
    { column: 'cpu', reversed: false },
    { column: 'cpu', reversed: true },
    null,
  ]);
  expect(nextSort(second, 'pid')).toEqual({ column: 'pid', reversed: false });
});

describe('choosing', () => {
  let settings: SettingsStore;
  let choice: ColumnChoice;
  beforeEach(() => {
    settings = new SettingsStore();
    choice = new ColumnChoice(settings);
  });

  it('adds before the command, which takes the rest', () => {
    choice.show('wchan', true);
    expect(choice.ids.slice(-2)).toEqual(['wchan', 'command']);
    choice.show('wchan', false);
    expect(settings.get().columns).toBeNull();
  });

  it('moves, and keeps no order by what is not shown', () => {
    choice.move('command', 1);
    expect(choice.ids.slice(0, 3)).toEqual(['name', 'command', 'pid']);
    choice.sortBy('user');
    choice.show('user', false);
    expect(settings.get().sort).toBeNull();
  });

  it('bounds a width', () => {
    choice.resize('pid', -5);
    expect(settings.get().widths.pid).toBe(32);
    choice.resetWidth('pid');
    expect(settings.get().widths).toEqual({});
  });
});
