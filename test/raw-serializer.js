// Strings are written to snapshots unescaped, so that YAML stays readable.
module.exports = {
  test: value => typeof value === 'string',
  serialize: value => value,
};
