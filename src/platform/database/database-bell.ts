import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { AppConfig } from '../config/config';

const RECONNECT_MS = 1_000;

/** LISTEN on one dedicated connection that comes back after a failure; a bell lost meanwhile is what polls are for. */
@Injectable()
export class DatabaseBell implements OnModuleDestroy {
  private readonly logger = new Logger(DatabaseBell.name);
  private readonly listeners = new Map<string, () => void>();
  private client?: Client;
  private connecting = false;
  private stopped = false;

  constructor(private readonly config: AppConfig) {}

  /** Calls `ring` on every NOTIFY of `channel`, and once after each (re)connection. */
  listen(channel: string, ring: () => void): void {
    this.listeners.set(channel, ring);
    if (this.client) void this.subscribe(this.client, channel).catch((error: unknown) => this.lost(error));
    else void this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  private async connect(): Promise<void> {
    if (this.connecting || this.stopped) return;
    this.connecting = true;
    const client = new Client({
      connectionString: this.config.database.platformUrl,
      application_name: 'callwright-bell',
      keepAlive: true,
    });
    client.on('error', (error) => this.lost(error));
    client.on('end', () => this.lost(new Error('the connection ended')));
    client.on('notification', (message) => this.listeners.get(message.channel)?.());
    try {
      await client.connect();
      this.client = client;
      for (const channel of this.listeners.keys()) await this.subscribe(client, channel);
      this.connecting = false;
    } catch (error) {
      this.connecting = false;
      this.lost(error);
    }
  }

  private async subscribe(client: Client, channel: string): Promise<void> {
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    this.listeners.get(channel)?.();
  }

  private lost(error: unknown): void {
    if (this.stopped || this.connecting) return;
    this.client = undefined;
    this.logger.warn('the bell is silent; connecting again', error);
    setTimeout(() => void this.connect(), RECONNECT_MS).unref();
  }
}
