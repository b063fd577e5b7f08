import { loadMigrationSettings } from './src/platform/config/migration-settings';
import { processEnvironment } from './src/platform/config/process-environment';
import { ownerDataSource } from './src/platform/database/data-source';

/** For the TypeORM command line: `node -r @swc-node/register node_modules/typeorm/cli.js -d ormconfig.ts migration:show`. */
export default ownerDataSource(loadMigrationSettings(processEnvironment()).ownerUrl);
