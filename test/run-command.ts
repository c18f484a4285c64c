import { main } from '../cli/main';

/** What a command prints, and its exit code. */
export async function runCommand(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const lines = { out: [] as string[], err: [] as string[] };
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(text => void lines.out.push(String(text))),
    jest.spyOn(console, 'error').mockImplementation(text => void lines.err.push(String(text))),
  ];
  const code = await main(args);
  for (const spy of spies) spy.mockRestore();
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}
