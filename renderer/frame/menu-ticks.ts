import type { MenuCommand } from '../../core/menu-command.ts';
import type { Model } from '../model.ts';
import { CHOICES } from './choices.ts';

/** Keeps the main process told which items of the menu are ticked while this window is in front. */
export function tellTicks(model: Model): void {
  const choices = Object.entries(CHOICES);
  let told = '';
  const tell = (): void => {
    const on = choices.flatMap(([command, choice]) => (choice.isOn(model) ? [command as MenuCommand] : []));
    if (on.join() === told) return;
    told = on.join();
    void model.api.request('app:ticks', { on });
  };
  const { settings, place, details, tree, sampler, acting, record } = model;
  const restedOn = [
    settings,
    place,
    details,
    tree.search,
    tree.hold.state,
    sampler.settings,
    acting.readOnly,
    record.state,
  ];
  for (const value of restedOn) value.subscribe(tell);
  tell();
}
