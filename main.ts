import { describeError } from './disk/disk-error';

/** Loads the applications here, because they are yours: an error in them is explained like one in a cluster file. */
async function main(): Promise<number> {
  const { componentsOf } = await import('./workloads/applications.js');
  const { runSynth } = await import('./synth/run.js');
  const { code, out, err } = runSynth(__dirname, componentsOf);
  for (const line of err) console.error(line);
  for (const line of out) console.log(line);
  return code;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(describeError(error));
    process.exitCode = 1;
  },
);
