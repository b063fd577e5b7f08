/** What fan-out costs at the least: a bare `ws` server sends a text it is given to every socket. */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

server.once('listening', () => process.send?.(server.address()));
process.on('message', ({ text }: { text: string }) => {
  for (const socket of server.clients) socket.send(text);
});
process.once('disconnect', () => process.exit());
