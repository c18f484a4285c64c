const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = { ...unit, testMatch: ['**/*.deep.test.ts'], testPathIgnorePatterns: ['/node_modules/'] };
