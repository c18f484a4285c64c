import type { Rule } from './rule';

type RuleText = Omit<Rule<never>, 'find' | 'wrong' | 'right'>;

/** What can be wrong with files before any rule looks at their content; every command that reads manifests reports these. */
export const readerRules = {
  invalidYaml: {
    code: 'invalid-yaml',
    severity: 'error',
    title: 'A file that is not YAML as Kubernetes reads it',
    why: 'The API server and Argo CD reject the whole file: nothing in it takes effect. Aliases are limited as in go-yaml, anchors must not contain themselves, and the text must be UTF-8. Templates, and the YAML of other programs, are notes: they are not checked.',
    source: 'go.yaml.in/yaml v2 decode.go, sigs.k8s.io/yaml',
  },
  invalidObject: {
    code: 'invalid-object',
    severity: 'error',
    title: 'A document that is not a valid Kubernetes object, though it looks like one',
    why: 'Without `apiVersion`, `kind` and `metadata.name` the API server rejects the document, so what it says has no effect.',
  },
  duplicateObject: {
    code: 'duplicate-object',
    severity: 'error',
    title: 'An object that is written twice',
    why: 'A cluster has one object of a group, kind, namespace and name. The one that is applied last replaces the other, so which one counts depends on the order.',
  },
  unreadFile: {
    code: 'unread-file',
    severity: 'warning',
    title: 'A file that is not read although its name says so',
    why: 'Links that leave the folder or lead nowhere, FIFOs, devices and very large files are left out. What they say is missing from every answer.',
  },
  staleOutput: {
    code: 'stale-output',
    severity: 'error',
    title: 'Written files that are not what the cluster files give',
    why: 'Argo CD syncs what is written, not the cluster files. After a change to a cluster file, and before `npm run synth`, the two disagree: what was meant is not what will run.',
  },
} as const satisfies Record<string, RuleText>;
