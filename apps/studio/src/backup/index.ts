export { type BackupOptions, backUp } from './backup.ts';
export { BACKUP_VERSION, type Manifest } from './format.ts';
export { type RestoreOptions, restore } from './restore.ts';
