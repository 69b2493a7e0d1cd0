import v8 from 'node:v8';
import vm from 'node:vm';

/** The bytes of all that is still in use. */
export function heapUsed(): number {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
