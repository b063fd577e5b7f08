/** The same rows as JSON straight from `pg`: one statement, nobody proved, no tenant apart from the one asked for. A process of its own. */
import { createServer } from 'node:http';
import { Pool } from 'pg';
import { YARDSTICK_STATEMENT, type YardstickOrder } from './graphql-order';

const order = JSON.parse(process.argv[2] ?? '') as YardstickOrder;
const pool = new Pool({ connectionString: order.databaseUrl, max: order.connections });

const server = createServer((request, response) => {
  request.resume();
  pool.query({ ...YARDSTICK_STATEMENT, values: [order.tenantId] }).then(
    ({ rows }) => {
      const text = JSON.stringify({ leads: rows });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.end(text);
    },
    (error: unknown) => {
      response.writeHead(500).end(String(error));
    },
  );
});

server.listen(0, '127.0.0.1', () => {
  process.send?.(server.address());
});
