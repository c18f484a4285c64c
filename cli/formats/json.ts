import type { Format } from './format';

export const json: Format = ({ findings, suppressed }) => JSON.stringify({ findings, suppressed }, null, 2);
