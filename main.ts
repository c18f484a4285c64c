import { runSynth } from './synth/run';
import { componentsOf } from './workloads/applications';

const { code, out, err } = runSynth(__dirname, componentsOf);
for (const line of err) console.error(line);
for (const line of out) console.log(line);
process.exitCode = code;
