"""Many inputs: folder trees and lists, gone on with after a break, by several workers or by Ray."""
