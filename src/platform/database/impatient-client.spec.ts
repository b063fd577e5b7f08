import { ImpatientClient } from './impatient-client';

describe('a client whose connection is lost while nobody listens', () => {
  it('does not end the process', () => {
    const client = new ImpatientClient();
    expect(() => client.emit('error', new Error('terminating connection due to administrator command'))).not.toThrow();
  });
});
