export { ProgramProcess, type ProgramProcessOptions } from '../../src/demo/program-process';
