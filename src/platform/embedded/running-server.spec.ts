import { EmbeddedServicesError, PortTakenError } from './embedded-services.errors';
import { onFreePort, RunningServer } from './running-server';

const server: RunningServer = { url: 'redis://127.0.0.1:1', description: '', stop: () => Promise.resolve() };

describe('onFreePort', () => {
  it('starts again when the port was taken', async () => {
    const start = jest.fn().mockRejectedValueOnce(new PortTakenError('taken')).mockResolvedValueOnce(server);
    await expect(onFreePort(start)).resolves.toBe(server);
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('gives up after the third port', async () => {
    const start = jest.fn().mockRejectedValue(new PortTakenError('taken'));
    await expect(onFreePort(start)).rejects.toThrow('taken');
    expect(start).toHaveBeenCalledTimes(3);
  });

  it('does not repeat any other failure', async () => {
    const start = jest.fn().mockRejectedValue(new EmbeddedServicesError('broken'));
    await expect(onFreePort(start)).rejects.toThrow('broken');
    expect(start).toHaveBeenCalledTimes(1);
  });
});
