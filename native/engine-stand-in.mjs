// For tests: an engine that can be killed. It starts `reaptree-native lab` as the real one does, passes its own stdin on
// to it, and what that says on to stdout. Its own death is what is tested, so it tidies nothing up.
import { spawn } from 'node:child_process';

const program = process.argv[2];
if (program === undefined) throw new Error('usage: engine-stand-in.mjs PROGRAM');
const helper = spawn(program, ['lab'], { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
process.stdin.on('data', (data) => helper.stdin?.write(data));
helper.stdout?.on('data', (data) => process.stdout.write(data));
