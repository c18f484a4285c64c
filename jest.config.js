/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // By default Jest leaves one core idle, which is half of a machine with two.
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  // Minutes of mutants and whole projects: `npm run test:deep`.
  testPathIgnorePatterns: ['/node_modules/', '\\.deep\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/gitops/'],
  // People edit their applications; the tests have their own.
  moduleNameMapper: { '/workloads/applications$': '<rootDir>/test/workloads/applications' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  snapshotSerializers: ['<rootDir>/test/raw-serializer.js'],
  snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
};
