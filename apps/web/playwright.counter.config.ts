// Whole stories in a real browser against the real server on a fresh store (tests/counter/world.ts).
import base from './playwright.config.ts';

export default {
    ...base,
    testDir: 'tests/counter',
    webServer: undefined,
    fullyParallel: false,
    timeout: 90_000,
    globalSetup: './tests/counter/world.ts',
    use: { ...base.use, baseURL: process.env.SEKISHO_COUNTER_URL },
};
