import type { RuleText } from '../../model/rule';
import { minimalClusterFile } from '../minimal-cluster';

/** What the reader of cluster files finds before any rule looks at them. `wrong` and `right` are whole files here. */
export const readingRules = {
  emptyFile: {
    code: 'empty-file',
    severity: 'error',
    title: 'A cluster file without content',
    why: 'Every file below `clusters/` describes one cluster. An empty one is a forgotten one: its platform would vanish.',
    wrong: '# nothing here yet\n',
    right: minimalClusterFile,
  },
  severalDocuments: {
    code: 'several-documents',
    severity: 'error',
    title: 'A cluster file with several YAML documents',
    why: 'One file describes one cluster. What follows `---` would be lost.',
    wrong: `${minimalClusterFile}---\nname: second\n`,
    right: minimalClusterFile,
  },
  invalidYaml: {
    code: 'invalid-yaml',
    severity: 'error',
    title: 'A cluster file that is not valid YAML',
    why: 'Tabs, duplicate keys, unclosed quotes and brackets, and anchors that contain themselves have no meaning that two readers agree on.',
    wrong: minimalClusterFile.replace('name: lab\n', 'name: lab\nname: lab\n'),
    right: minimalClusterFile,
  },
  unknownKey: {
    code: 'unknown-key',
    severity: 'error',
    title: 'A key that the cluster file does not have',
    why: 'A misspelled key would silently leave the default in force.',
    wrong: `${minimalClusterFile}hubbel: {ui: false}\n`,
    right: `${minimalClusterFile}hubble: {ui: false}\n`,
  },
  missingKey: {
    code: 'missing-key',
    severity: 'error',
    title: 'A key that has no default is missing',
    why: 'Addresses, names and repositories cannot be guessed.',
    wrong: minimalClusterFile.replace(/^domain: .*\n/m, ''),
    right: minimalClusterFile,
  },
  wrongType: {
    code: 'wrong-type',
    severity: 'error',
    title: 'A value of another type',
    why: 'YAML takes `7` for a number and `true` for a Boolean. Where text is expected, quotes keep it text.',
    wrong: minimalClusterFile.replace(/^domain: .*/m, 'domain: 7'),
    right: minimalClusterFile,
  },
  invalidValue: {
    code: 'invalid-value',
    severity: 'error',
    title: 'A value that is not accepted',
    why: 'The value has the right type, but upstream refuses it: an address that no machine can have, a name outside its syntax, a number out of range. The finding says what is accepted.',
    wrong: minimalClusterFile.replace('192.168.10.0/24', '192.168.10.0/33'),
    right: minimalClusterFile,
  },
} as const satisfies Readonly<Record<string, RuleText>>;
