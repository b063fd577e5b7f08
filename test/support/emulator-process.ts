export { EmulatorProcess, type EmulatorProcessOptions } from '../../src/demo/emulator-process';
