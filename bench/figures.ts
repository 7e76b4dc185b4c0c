/** What every benchmark answers. */
export interface Report {
  readonly name: string;
  readonly processes: number;
  readonly results: Readonly<Record<string, Readonly<Record<string, number | string | null>>>>;
  readonly ratios: Readonly<Record<string, number>>;
}

/** What the runner hands to each benchmark. */
export interface Setting {
  readonly processes: number;
  readonly seconds: number;
  readonly electron: { readonly executable: string };
  readonly electronArguments: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
