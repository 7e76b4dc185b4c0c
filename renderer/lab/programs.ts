/** The programs that stand beside the scenarios, as they are compiled and run in the tests. */
const FILES = import.meta.glob<string>('../../core/lab-programs/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const LANGUAGES = { c: 'C', py: 'Python' } as const;
export type Language = keyof typeof LANGUAGES;

/** `''` where there is none. */
export const programOf = (scenario: string, language: Language): string =>
  FILES[`../../core/lab-programs/${scenario}.${language}`] ?? '';
