/** A program with its words, as child_process wants them. */
export interface Command {
  readonly file: string;
  readonly words: readonly string[];
}

export const isWindows = process.platform === 'win32';

const powershell = (script: string): Command => ({
  file: 'powershell.exe',
  words: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script],
});
const shell = (script: string): Command => ({ file: 'sh', words: ['-c', script] });

/** Sleeps, and ends with that exit code. */
export const sleeper = (ms: number, exitCode: number): Command =>
  isWindows
    ? powershell(`Start-Sleep -Milliseconds ${ms}; exit ${exitCode}`)
    : shell(`sleep ${ms / 1000}; exit ${exitCode}`);

/** Reads tasks (`NUMBER MILLISECONDS SECONDS`, a line each), takes that long for each, says its number and its own pid. */
export const worker = (): Command =>
  isWindows
    ? powershell(
        'while ($null -ne ($line = [Console]::In.ReadLine())) { $task, $ms = $line -split " "; ' +
          'Start-Sleep -Milliseconds $ms; [Console]::Out.WriteLine("$task $PID") }',
      )
    : shell('while read -r task ms seconds; do sleep "$seconds"; echo "$task $$"; done');

/** As one reads it: the words that say how it is started are the system's business. */
export const textOf = ({ file, words }: Command): string => `${file}, ${JSON.stringify(words.at(-1))}`;
