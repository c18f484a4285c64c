// All snapshots live in the root `__snapshots__/`; `charts/hubble.test.ts` → `__snapshots__/charts/hubble.test.ts.snap`.
const path = require('node:path');

const root = path.join(__dirname, '..');
const home = path.join(root, '__snapshots__');

module.exports = {
  resolveSnapshotPath: (testPath, extension) => path.join(home, path.relative(root, testPath)) + extension,
  resolveTestPath: (snapshotPath, extension) =>
    path.join(root, path.relative(home, snapshotPath).slice(0, -extension.length)),
  testPathForConsistencyCheck: path.join(root, 'charts', 'example.test.ts'),
};
