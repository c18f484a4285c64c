import { defineCommand, type Input } from '../command';
import { dir, formats, pairs, settings } from '../options';

const matrixFormats = ['table', 'json', 'csv', 'markdown', 'dot', 'mermaid', 'html'] as const;
const matrixOptions = { ...dir, ...formats(...matrixFormats), ...pairs, ...settings } as const;
const connectionOptions = { ...dir, ...formats('text', 'json'), ...pairs, ...settings } as const;

export type MatrixFormat = (typeof matrixFormats)[number];
export type MatrixInput = Input<typeof matrixOptions>;
export type ConnectionsInput = Input<typeof connectionOptions>;

const exits = { 0: 'done', 3: 'some of the manifests could not be read' } as const;

export const matrixCommand = defineCommand({
  name: 'matrix',
  summary: 'print who can reach whom',
  description:
    'Rows open connections, columns receive them. Addresses and DNS names outside the cluster are grouped as the rules tell them apart. In the formats for people, endpoints that all policies treat alike share a row.',
  positionals: [],
  options: matrixOptions,
  exits,
  examples: [
    { line: 'matrix --dir dist/homelab', does: 'a table for the terminal' },
    { line: 'matrix --dir dist/homelab --namespace shop', does: 'one namespace and what it is connected with' },
    { line: 'matrix --dir dist/homelab --format html > matrix.html', does: 'a page for the browser' },
  ],
  run: async input => (require('../matrix') as typeof import('../matrix')).matrix(input),
});

export const connectionsCommand = defineCommand({
  name: 'connections',
  summary: 'list the allowed connections with their ports',
  description:
    'One line for each ordered pair of endpoints that policies allow on some port: pods, entities, and the addresses and DNS names outside the cluster, grouped as the rules tell them apart. Each range of ports says its L7 rules, or why it cannot be decided.',
  positionals: [],
  options: connectionOptions,
  exits,
  examples: [
    { line: 'connections --dir dist/homelab', does: 'everything that is allowed in one cluster' },
    { line: 'connections --dir dist/homelab --to-world', does: 'who may reach the Internet, and what of it' },
    { line: 'connections --dir dist/homelab --from shop/front --to api.example.com', does: 'one pair' },
  ],
  run: async input => (require('../connections') as typeof import('../connections')).connections(input),
});
