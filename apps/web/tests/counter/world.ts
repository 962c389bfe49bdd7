// A fresh store with the invented sample list and orders, a few users, and the program as people run it on a free port. Its address
// and the passwords go to the tests in the environment; afterwards the server is stopped and the store taken away.
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../../../..');
const PROGRAM = process.env.SEKISHO_PROGRAM ?? join(ROOT, 'build/release/sekisho');
export const PASSWORD = 'counter-story-1';
export const USERS = { sales1: 'sales', export1: 'export_control', export2: 'export_control', exec1: 'executive', admin1: 'admin', admin2: 'admin', spare: 'hr' } as const;
export type User = keyof typeof USERS;

export default async function world(): Promise<() => Promise<void>> {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-counter-'));
    const data = join(folder, 'data');
    const run = (...words: string[]) => execFileSync(PROGRAM, words, { input: `${PASSWORD}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
    const lists = join(ROOT, 'samples/lists');
    run('init', '--data', data);
    run('import', '--data', data, ...readdirSync(lists).map((name) => join(lists, name)));
    for (const name of readdirSync(join(ROOT, 'samples/orders')).sort()) run('assess', '--data', data, join(ROOT, 'samples/orders', name));
    run('config', 'organisation', '--data', data, '--name', 'Sekisho Sample Industries', '--name', '関所サンプル工業株式会社', '--domain', 'sekisho-sample.example');
    for (const [name, role] of Object.entries(USERS))
        run('user', 'add', '--data', data, name, '--role', role, ...(role === 'sales' ? ['--department', 'sales-east'] : []), '--password-stdin');
    const server = spawn(PROGRAM, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    process.env.SEKISHO_COUNTER_URL = line.replace('listening on ', '');
    return async () => {
        const ended = once(server, 'exit');
        server.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
    };
}
