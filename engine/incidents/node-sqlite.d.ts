/** The part of `node:sqlite` that is used here: the types of Node 20, which we compile for, do not have it. */
declare module 'node:sqlite' {
  type Value = string | number | null;

  export class StatementSync {
    run(...values: Value[]): { readonly changes: number | bigint };
    get(...values: Value[]): Record<string, Value> | undefined;
    all(...values: Value[]): Record<string, Value>[];
    iterate(...values: Value[]): IterableIterator<Record<string, Value>>;
  }

  export class DatabaseSync {
    constructor(path: string, options?: { readonly readOnly?: boolean; readonly timeout?: number });
    exec(sql: string): void;
    prepare(sql: string): StatementSync;
    close(): void;
  }
}
