import type { Check } from './check';

export const validYaml: Check = {
  code: 'valid-yaml',
  title: 'every file is YAML as Kubernetes reads it',
  run: ({ unreadable }) => unreadable,
};
