export { freePort } from '../../src/platform/embedded/free-port';
