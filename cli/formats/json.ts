import { formatJson } from '../../model/escape';
import type { Format } from './format';

export const json: Format = ({ findings, suppressed }) => formatJson({ findings, suppressed });
