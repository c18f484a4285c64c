/** The files of an example or a fixture: a line `# file: PATH` begins each of several, otherwise it is one file. */
export function exampleFiles(text: string): Map<string, string> {
  const parts = text.replace(/^\n/, '').split(/^# file: /m);
  if (parts.length === 1) return new Map([['manifests.yaml', parts[0]!]]);
  return new Map(parts.slice(1).map(part => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]));
}
