pub mod layout;

mod abi_asserts;
