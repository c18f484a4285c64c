/** A command of `npx infraflux`; its module is loaded when it runs, by `require`: an `import()` would need the extension it has not. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name on the command line. */
  readonly usage: string;
  /** @throws UsageError */
  run(args: readonly string[]): Promise<number>;
}

const SOURCE = '[--dir DIR|-] [--cluster-name NAME] [--enforcement MODE] [--host-firewall]';

export const commands: readonly Command[] = [
  {
    name: 'verdict',
    summary: 'say whether one end may reach another, and by which rules',
    usage: `FROM TO:PORT[/PROTOCOL] [--http 'GET /path'] [--dns NAME] [--sni NAME] [--explain] [--json] ${SOURCE}`,
    run: async args => (require('./verdict') as typeof import('./verdict')).verdict(args),
  },
  {
    name: 'matrix',
    summary: 'print who can reach whom',
    usage: `[--format table|json|csv|markdown|dot|mermaid|html] [--json] ${SOURCE}`,
    run: async args => (require('./matrix') as typeof import('./matrix')).matrix(args),
  },
  {
    name: 'connections',
    summary: 'list the allowed pairs with their ports',
    usage: `[--json] ${SOURCE}`,
    run: async args => (require('./connections') as typeof import('./connections')).connections(args),
  },
  {
    name: 'diff',
    summary: 'say what a push does: what restarts, is deleted or moves, and which connections open and close',
    usage: '[OLD [NEW]] [--path DIR] [--format text|json|markdown] [--json]',
    run: async args => (require('./diff') as typeof import('./diff')).diff(args),
  },
  {
    name: 'check',
    summary: 'find what is wrong in written YAML before it is pushed',
    usage: '[DIR] [--only CODE,…] [--format text|json|sarif|junit|github|markdown] [--json]',
    run: async args => (require('./check') as typeof import('./check')).check(args),
  },
  {
    name: 'lint',
    summary: 'find policies that Cilium refuses, and what is surely not meant',
    usage: 'DIR|- [--format text|json|sarif|github|junit|markdown] [--json], or --explain RULE',
    run: async args => (require('./lint') as typeof import('./lint')).lint(args),
  },
  {
    name: 'runtime',
    summary: 'lint Tetragon’s policies, and replay recorded events against them',
    usage:
      'lint DIR|- [--format text|json|sarif|github|junit|markdown] [--json], or replay EVENTS|- [--dir DIR] [--json]',
    run: async args => (require('./runtime') as typeof import('./runtime')).runtime(args),
  },
  {
    name: 'compliance',
    summary: 'print the supporting evidence for the controls of CIS, NIST, PCI DSS and ATT&CK',
    usage: '[--dir DIST] [--events EVENTS|-] [--format markdown|html|json] [--json]',
    run: async args => (require('./compliance') as typeof import('./compliance')).compliance(args),
  },
];
