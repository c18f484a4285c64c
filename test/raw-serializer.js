// Strings stand in snapshots as they are: a YAML text is to be read, not unescaped.
module.exports = {
  test: value => typeof value === 'string',
  serialize: value => value,
};
