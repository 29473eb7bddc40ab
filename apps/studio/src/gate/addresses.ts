import { BlockList, isIP, isIPv6 } from 'node:net';

/** Addresses that nothing of ours is ever sent to. */
const FORBIDDEN = new BlockList();
// "This network" and unspecified.
FORBIDDEN.addSubnet('0.0.0.0', 8);
FORBIDDEN.addAddress('::', 'ipv6');
// Link-local: where clouds keep the keys of the machine (169.254.169.254, 169.254.170.2).
FORBIDDEN.addSubnet('169.254.0.0', 16);
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
// The same keys at other addresses: Alibaba, Azure, AWS over IPv6.
FORBIDDEN.addAddress('100.100.100.200');
FORBIDDEN.addAddress('168.63.129.16');
FORBIDDEN.addSubnet('fd00:ec2::', 32, 'ipv6');
// Link-local IPv4 inside IPv6: NAT64 and 6to4.
FORBIDDEN.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
FORBIDDEN.addSubnet('2002:a9fe::', 32, 'ipv6');
// Multicast and broadcast.
FORBIDDEN.addSubnet('224.0.0.0', 4);
FORBIDDEN.addAddress('255.255.255.255');
FORBIDDEN.addSubnet('ff00::', 8, 'ipv6');

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** The family, and the address without an IPv6 zone (`fe80::1%eth0`), which BlockList does not read. */
function plain(address: string): [string, 'ipv4' | 'ipv6'] {
  const bare = address.split('%')[0] ?? address;
  return [bare, isIPv6(bare) ? 'ipv6' : 'ipv4'];
}

/** Link-local, metadata, unspecified, multicast: also as an IPv4 address inside an IPv6 one. */
export function isForbidden(address: string): boolean {
  return FORBIDDEN.check(...plain(address));
}

/** Is the host of this address, written as a number, one that nothing is ever sent to? Names are looked up when used. */
export function isForbiddenHost({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && isForbidden(host);
}

/** Does what is sent there stay on this machine? */
export function isLoopback(address: string): boolean {
  return LOOPBACK.check(...plain(address));
}
