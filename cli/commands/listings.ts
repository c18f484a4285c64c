import { defineCommand, type Input } from '../command';
import { dir, formats, settings } from '../options';

const matrixFormats = ['table', 'json', 'csv', 'markdown', 'dot', 'mermaid', 'html'] as const;
const matrixOptions = { ...dir, ...formats(...matrixFormats), ...settings } as const;
const connectionOptions = { ...dir, ...formats('text', 'json'), ...settings } as const;

export type MatrixFormat = (typeof matrixFormats)[number];
export type MatrixInput = Input<typeof matrixOptions>;
export type ConnectionsInput = Input<typeof connectionOptions>;

const exits = { 0: 'done', 3: 'some of the manifests could not be read' } as const;

export const matrixCommand = defineCommand({
  name: 'matrix',
  summary: 'print who can reach whom',
  description:
    'Rows open connections, columns receive them. In the formats for people, endpoints that all policies treat alike share a row.',
  positionals: [],
  options: matrixOptions,
  exits,
  examples: [
    { line: 'matrix --dir dist/homelab', does: 'a table for the terminal' },
    { line: 'matrix --dir dist/homelab --format html > matrix.html', does: 'a page for the browser' },
  ],
  run: async input => (require('../matrix') as typeof import('../matrix')).matrix(input),
});

export const connectionsCommand = defineCommand({
  name: 'connections',
  summary: 'list the allowed connections with their ports',
  description: 'One line for each ordered pair of endpoints that policies allow on some port.',
  positionals: [],
  options: connectionOptions,
  exits,
  examples: [{ line: 'connections --dir dist/homelab', does: 'everything that is allowed in one cluster' }],
  run: async input => (require('../connections') as typeof import('../connections')).connections(input),
});
